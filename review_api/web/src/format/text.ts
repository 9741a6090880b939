/** A piece of text to show: ordinary, or the code point of a character that would not be seen. */
export interface Piece {
  text: string;
  codePoint: boolean;
}

// Joiners that Persian, Indic scripts and emoji need; they cannot reorder text.
const JOINERS = "\u200c\u200d";
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u;
const SPELLED = /⟨(U\+[0-9A-F]{4,6})⟩/u;
const SPLIT = /(⟨U\+[0-9A-F]{4,6}⟩|[\p{C}\p{Zl}\p{Zp}])/u;

/**
 * Splits delivered text so that no control, invisible or direction-changing character reaches the
 * page as itself. Code points that the service has spelled out already are recognised.
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  for (const part of text.split(SPLIT)) {
    if (part === "") continue;
    const spelled = SPELLED.exec(part);
    const last = found.at(-1);
    if (spelled) found.push({ text: spelled[1] ?? part, codePoint: true });
    else if (HIDDEN.test(part) && !JOINERS.includes(part)) found.push({ text: codePoint(part), codePoint: true });
    else if (last && !last.codePoint) last.text += part;
    else found.push({ text: part, codePoint: false });
  }
  return found;
}

/** The same as one string, for titles and labels that cannot hold elements. */
export function plain(text: string): string {
  return pieces(text)
    .map((piece) => (piece.codePoint ? `⟨${piece.text}⟩` : piece.text))
    .join("");
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
