import type { Evidence as Item, Flag, Vocabulary } from "../api/types";
import { isNumber, measured, short } from "../format/numbers";
import { clock } from "../format/time";
import { Card } from "../parts/Card";
import { Delivered } from "../parts/Delivered";

const FROM: Record<string, string> = { ai: "From the sound", spam: "From uploads, names and titles" };

interface Props {
  flag: Flag;
  vocabulary: Vocabulary;
  onHear: (from: number, to: number) => void;
}

/** Why the track was flagged, sentence by sentence, with the number behind each. */
export function Evidence({ flag, vocabulary, onHear }: Props) {
  const groups = flag.scored_track.scores.filter((score) => score.evidence.length > 0);
  return (
    <Card title="Reasons">
      {groups.length === 0 && <p className="quiet">The models gave no reasons for this track.</p>}
      {groups.map((score) => (
        <div key={score.name} className="reason-group">
          <h3>{FROM[score.name] ?? score.name}</h3>
          <ul className="reasons">
            {score.evidence.map((item, index) => (
              <Reason key={index} item={item} vocabulary={vocabulary} onHear={onHear} />
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

function Reason({ item, vocabulary, onHear }: { item: Item } & Pick<Props, "vocabulary" | "onHear">) {
  const words = vocabulary.reasons.find((reason) => reason.code === item.code);
  const feature = vocabulary.features.find((one) => one.name === item.feature);
  const { start_s: start, end_s: end, contribution } = item;
  const lowers = isNumber(contribution) && contribution < 0;
  const weight = isNumber(contribution)
    ? `${lowers ? "Lowers" : "Raises"} the score by ${short(Math.abs(contribution))} log-odds.`
    : "";
  const behind = feature ? `${feature.meaning} (${feature.name}). ${weight}` : weight;
  return (
    <li className={lowers ? "lowers" : ""}>
      <span className="sentence">
        <span className="topic" title={words?.explanation}>
          {words?.title ?? item.code}
        </span>
        <Delivered text={item.text} otherwise="no sentence recorded" />
        {isNumber(start) && (
          <button className="plain hear" onClick={() => onHear(start, isNumber(end) ? end : start + 5)}>
            Hear {clock(start)}
            {isNumber(end) ? `–${clock(end)}` : ""}
          </button>
        )}
      </span>
      <span className="number" title={behind || undefined}>
        {isNumber(item.value) ? measured(item.value, item.unit) : ""}
        {isNumber(contribution) && <Weight contribution={contribution} />}
      </span>
    </li>
  );
}

/** A bar that says how much a reason moved the score; its title says it in words. */
function Weight({ contribution }: { contribution: number }) {
  const width = `${Math.min(100, (Math.abs(contribution) / 3) * 100)}%`;
  return (
    <span className="weight" aria-hidden="true">
      <span style={{ width }} />
    </span>
  );
}
