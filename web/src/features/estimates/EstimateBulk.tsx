import { useMay } from '../../app/session';
import { BulkBar } from '../lists/BulkBar';
import type { BulkProps } from '../lists/definition';

/** What can be done with many estimates: drafts can go. */
export function EstimateBulk(props: BulkProps) {
  return <BulkBar kind="estimates" {...props} acts={[]} mayDelete={useMay('estimates.delete')} />;
}
