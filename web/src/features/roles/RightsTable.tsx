import type { Givable } from '../../api/types';
import { t } from '../../i18n';
import { Select } from '../../ui/Select';
import { mayGive, rightName, scopeName, thingName, verbHead, verbs, type Given, type Row, type Scope } from './rights';

export interface GivenParts {
  given: Given;
  /** Nothing can be changed here. */
  locked: boolean;
  onChoose: (permission: string, scope: Scope | undefined) => void;
}

/** Records and lists: a line each, and in each cell whose. */
export function RightsTable({ rows, ...parts }: GivenParts & { rows: Row[] }) {
  return (
    <table className="rights">
      <thead>
        <tr>
          <td />
          {verbs.map((verb) => (
            <th key={verb} scope="col">
              {verbHead(verb)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.thing}>
            <th scope="row">{thingName(row.thing)}</th>
            {verbs.map((verb) => {
              const right = row.cells[verb];
              return (
                <td key={verb} data-verb={verbHead(verb)}>
                  {right ? <Whose of={right} {...parts} /> : verb === 'read' ? <span className="muted">{scopeName('guild')}</span> : null}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is no table: a sentence, and whose. */
export function RightLines({ title, help, rights, ...parts }: GivenParts & { title: string; help?: string; rights: Givable[] }) {
  return (
    <fieldset className="right-lines">
      <legend>{title}</legend>
      {help && <p className="muted">{help}</p>}
      {rights.map((right) => (
        <div key={right.permission} className="right-line">
          <span>{rightName(right.permission)}</span>
          <Whose of={right} {...parts} />
        </div>
      ))}
    </fieldset>
  );
}

/** Whose: nobody's, one's own, the spot's, everyone's; only as far as one may give it. */
function Whose({ of, given, locked, onChoose }: GivenParts & { of: Givable }) {
  const now = given[of.permission];
  const single = of.scopes.length === 1 ? of.scopes[0] : undefined;
  const closed = locked || (!now && !of.scopes.some((scope) => mayGive(of, scope)));
  if (single) return <input type="checkbox" aria-label={rightName(of.permission)} checked={now !== undefined} disabled={closed} onChange={(event) => onChoose(of.permission, event.target.checked ? single : undefined)} />;
  return (
    <Select className="control small" aria-label={rightName(of.permission)} value={now ?? of.least ?? ''} disabled={closed} onChange={(event) => onChoose(of.permission, of.scopes.find((scope) => scope === event.target.value))}>
      {!of.least && <option value="">{t('scope.none')}</option>}
      {of.scopes.map((scope) => (
        <option key={scope} value={scope} disabled={scope !== now && scope !== of.least && !mayGive(of, scope)}>
          {scopeName(scope)}
        </option>
      ))}
    </Select>
  );
}
