/** A name whose parts never break inside; between given and family name a line may end. */
import { Fragment } from 'preact';

export interface PersonNameProps {
  /** Title with given name, then family name, each kept whole. */
  parts: readonly string[];
}

export function PersonName({ parts }: PersonNameProps) {
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          <span class="name">{part}</span>
        </Fragment>
      ))}
    </>
  );
}
