import type { FileMarks, Mark, Track } from "../api/types";
import { claimWords, credentialsWords } from "../format/words";
import { moment } from "../format/time";
import { Delivered } from "../parts/Delivered";

/** What generators wrote into the files. That nothing was found, and that nobody looked, are told apart. */
export function Marks({ track }: { track: Track }) {
  const files = track.marks?.files ?? [];
  if (files.length === 0 || files.every((file) => file.check === "not_checked")) {
    return <p className="quiet">Marks in the file were not looked for.</p>;
  }
  return (
    <>
      {files.map((file, index) => (
        <OneFile key={index} file={file} />
      ))}
    </>
  );
}

function OneFile({ file }: { file: FileMarks }) {
  return (
    <>
      {file.found.map((mark, index) => (
        <OneMark key={index} mark={mark} />
      ))}
      {file.found.length === 0 && file.check === "checked" && (
        <p className="quiet">No generator's mark in the file, which proves nothing.</p>
      )}
      {file.credentials !== "absent" && file.credentials !== "not_checked" && (
        <p className="quiet">{credentialsWords(file.credentials)}.</p>
      )}
      {file.check === "failed" && (
        <p className="tone-warn">
          Not all marks could be read: <Delivered text={file.problem} otherwise="no reason recorded" />
        </p>
      )}
    </>
  );
}

function OneMark({ mark }: { mark: Mark }) {
  return (
    <p className="headline finding" title={mark.text}>
      A mark in the file: <strong>{mark.generator ? <Delivered text={mark.generator} /> : "unnamed"}</strong>,{" "}
      {claimWords(mark.claim)}{" "}
      <span className="quiet">
        (<Delivered text={mark.place} />
        {mark.system && (
          <>
            , <Delivered text={mark.system} />
          </>
        )}
        {mark.created_at && <>, made {moment(mark.created_at)}</>})
      </span>
    </p>
  );
}
