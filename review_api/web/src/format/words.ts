import type { Action, DisclosureLevel, Priority, RuleResult, StatusFilter } from "../api/types";
import { isNumber, type Maybe } from "./numbers";

// Codes from a newer service must not blank the page: an unknown code stands as itself.
const words = (table: Record<string, string>) => (code: string) => table[code] ?? code.replaceAll("_", " ");

export const actionWords: (code: Action) => string = words({
  allow: "Allow",
  label: "Label",
  demote: "Demote",
  review: "Review",
  hold: "Hold",
});

export const priorityWords: (code: Priority) => string = words({ high: "High", medium: "Medium", low: "Low" });

export const statusWords: (code: StatusFilter) => string = words({
  open: "Open",
  claimed: "Claimed",
  decided: "Decided",
  closed: "Closed",
  all: "All",
});

/** Why a case was closed without a decision. */
export const closureWords: (code: string) => string = words({
  superseded: "Delivered again",
  withdrawn: "Withdrawn",
});

/** As a column of the queue says it. */
export const disclosureShort: (code: DisclosureLevel) => string = words({
  undeclared: "Nothing declared",
  none: "Declared: no AI",
  partly: "Declared: partly AI",
  all: "Declared: all AI",
});

export const levelWords: (code: DisclosureLevel) => string = words({
  undeclared: "not said",
  none: "no AI",
  partly: "partly AI",
  all: "all AI",
});

export const facetWords: (code: string) => string = words({
  vocals: "Vocals",
  instruments: "Instruments",
  composition_lyrics: "Composition and lyrics",
  production: "Production",
  post_production: "Mixing and mastering",
  artwork: "Artwork",
  video: "Video",
  other: "Other",
});

export const claimWords: (code: string) => string = words({
  all: "made by AI",
  partly: "made by AI in part",
  possibly: "possibly made by AI",
  nothing: "says nothing of AI",
});

/** C2PA's outcomes. A broken signature is usual after any new tag, so it is not called tampering. */
export const credentialsWords: (code: string) => string = words({
  trusted: "Its content credentials are intact, and their signer is trusted",
  untrusted: "Its content credentials are intact; their signer is not on the list of trust anchors",
  broken: "Its content credentials are no longer intact, as after any change of the tags",
  unreadable: "Its content credentials could not be read",
});

export const ruleWords: (code: RuleResult["outcome"]) => string = words({
  matched: "Matched",
  not_matched: "Did not match",
  not_evaluated: "Could not be evaluated",
});

/** What a calibrated probability means in words. */
export function likelihood(probability: Maybe): string {
  if (!isNumber(probability)) return "no judgement";
  if (probability >= 0.95) return "very likely";
  if (probability >= 0.75) return "likely";
  if (probability >= 0.4) return "unclear";
  return probability >= 0.1 ? "unlikely" : "very unlikely";
}
