import type { Finding } from "../api/types";
import { Badge } from "../parts/Badge";
import { Card } from "../parts/Card";
import { Delivered } from "../parts/Delivered";

const TONES: Record<string, string> = { Critical: "hold", Warning: "review", Information: "unknown" };

/** What the check of the delivery found, and how the sender can fix it. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <Card title="Delivery check">
      {findings.length === 0 && <p className="quiet">The check of the delivery found nothing to mend.</p>}
      <ul className="findings">
        {findings.map((finding, index) => (
          <li key={index}>
            <Badge tone={TONES[finding.severity] ?? "unknown"}>{finding.severity}</Badge>
            <div>
              <p>
                <Delivered text={finding.observed} />
                <span className="quiet">
                  {" "}
                  Expected: <Delivered text={finding.expected} />
                </span>
              </p>
              <p>
                <span className="quiet">Fix:</span> <Delivered text={finding.fix} />
              </p>
              <p className="quiet place">
                <code>{finding.code}</code>
                {finding.line != null && <> line {finding.line}</>}
                {finding.file && (
                  <>
                    {" "}
                    file <Delivered text={finding.file} />
                  </>
                )}
                {finding.xpath && (
                  <>
                    {" "}
                    <Delivered text={finding.xpath} />
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
