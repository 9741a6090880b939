/** Letters that choose the first, second, … reason of an outcome; none is a command of the page. */
export const REASON_KEYS = ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p"];
