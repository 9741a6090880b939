import { Component, useId, type ReactNode } from "react";

interface Props {
  title: string;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled part of the page. What fails inside it is said there and leaves the rest standing. */
export function Card({ title, aside, className = "", children }: Props) {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside && <div className="aside">{aside}</div>}
      </header>
      <Contained>{children}</Contained>
    </section>
  );
}

interface Failed {
  words: string | null;
}

/** Shows why its inside cannot be shown, in place of taking the whole page away. */
export class Contained extends Component<{ children: ReactNode }, Failed> {
  override state: Failed = { words: null };

  static getDerivedStateFromError(error: unknown): Failed {
    return { words: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.words === null) return this.props.children;
    return (
      <p className="notice tone-warn" role="alert">
        This part cannot be shown ({this.state.words}). The rest of the case and the decision are not affected.
      </p>
    );
  }
}
