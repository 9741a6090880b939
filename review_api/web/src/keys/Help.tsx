import { useEffect, useRef } from "react";
import type { Vocabulary } from "../api/types";
import { Key } from "../parts/Key";

const MORE: [key: string, meaning: string][] = [
  ["/", "Search the queue"],
  ["arrowleft", "Back 5 seconds"],
  ["arrowright", "On 5 seconds"],
  ["h", "Hear the strongest part"],
  ["m", "Write a note"],
  ["x", "Give a claimed case back"],
  ["escape", "Back to the queue; out of a text field"],
];

/** Every key of the page. */
export function Help({ vocabulary, onClose }: { vocabulary: Vocabulary; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const rows = [...vocabulary.keys.map((entry): [string, string] => [entry.key, entry.meaning]), ...MORE];
  return (
    <dialog ref={dialog} className="help" onClose={onClose} aria-label="Keys">
      <h2>Keys</h2>
      <dl>
        {rows.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <Key name={key} />
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        After an outcome was chosen, the letters beside the reasons choose a reason. Keys do nothing while you type.
      </p>
      <form method="dialog">
        <button className="primary">Close</button>
      </form>
    </dialog>
  );
}
