import { useColleagues } from '../features/lists/names';
import { useMe } from './session';

/** The name of somebody, if it is somebody one knows. */
export function useNameOf(): (account: string) => string | undefined {
  const me = useMe();
  const colleagues = useColleagues();
  return (account) => (account === me.account.id ? me.account.name : colleagues.of(account));
}
