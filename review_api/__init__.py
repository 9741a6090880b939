"""The moderation API and page: cases, people, decisions."""
