import type { Flag, Score, Vocabulary } from "../api/types";
import { hertz, isNumber, percent } from "../format/numbers";
import { likelihood } from "../format/words";
import { Delivered } from "../parts/Delivered";
import { Marks } from "./Marks";

const WHAT: Record<string, string> = {
  ai: "A neural decoder's trace in the sound",
  spam: "Spam, all signs together",
};

/** What listening and counting found, in words; the numbers stand second. */
export function Found({ flag, vocabulary }: { flag: Flag; vocabulary: Vocabulary }) {
  const { scores, listening, exhibit } = flag.scored_track;
  const spectrum = exhibit?.spectrum;
  return (
    <div className="side">
      <h3>What we found</h3>
      {scores.map((score) => (
        <Line key={score.name} score={score} />
      ))}
      {listening.status !== "ok" && (
        <p className="tone-warn">
          {listening.status === "abstained" ? "The sound was heard without a judgement" : "The sound could not be heard"}
          : <Delivered text={listening.reason} otherwise="no reason recorded" />
        </p>
      )}
      {isNumber(spectrum?.spacing_hz) && (
        <p className="quiet">
          {spectrum.lines_hz.length} lines in the spectrum, {hertz(spectrum.spacing_hz)} apart.
        </p>
      )}
      <Marks track={flag.scored_track.track} />
      <Contrast flag={flag} vocabulary={vocabulary} />
    </div>
  );
}

function Line({ score }: { score: Score }) {
  const { probability } = score;
  const word = likelihood(probability);
  return (
    <p className={`headline finding likely-${word.replaceAll(" ", "-")}`} title={`Model ${score.model}`}>
      {WHAT[score.name] ?? score.name}: <strong>{word}</strong>{" "}
      <span className="number">{isNumber(probability) ? percent(probability) : null}</span>
      {!isNumber(probability) && score.reason && (
        <span className="quiet">
          {" "}
          (<Delivered text={score.reason} />)
        </span>
      )}
    </p>
  );
}

/** How the declaration and the sound stand to each other, as the evidence says it. */
function Contrast({ flag, vocabulary }: { flag: Flag; vocabulary: Vocabulary }) {
  const codes = flag.scored_track.scores.flatMap((score) => score.evidence.map((evidence) => evidence.code));
  const code = ["AI_TRACE_DECLARED_NONE", "AI_TRACE_UNDECLARED", "AI_TRACE_DECLARED"].find((one) => codes.includes(one));
  const words = vocabulary.reasons.find((reason) => reason.code === code);
  if (!words) return null;
  return (
    <p className="contrast" title={words.explanation}>
      {words.title}.
    </p>
  );
}
