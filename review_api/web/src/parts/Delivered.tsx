import { pieces } from "../format/text";

interface Props {
  text: string | null | undefined;
  otherwise?: string;
}

/** Text that came from outside: kept to its own direction, hidden characters spelled out. */
export function Delivered({ text, otherwise = "not given" }: Props) {
  if (typeof text !== "string" || text.trim() === "") return <span className="absent">{otherwise}</span>;
  return (
    <bdi>
      {pieces(text).map((piece, index) =>
        piece.codePoint ? (
          <span className="code-point" key={index} title="A character that would not be visible">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}
