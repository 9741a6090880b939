/** The blank ring at the centre of a record, where the pressing plant scratches where the disc came from. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="15" className="disc" />
      <circle cx="16" cy="16" r="11.5" className="groove" />
      <circle cx="16" cy="16" r="8.5" className="scratch" />
      <circle cx="16" cy="16" r="5" className="hole" />
    </svg>
  );
}
