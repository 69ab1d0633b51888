import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Refusal } from '../api/problem';
import type { Me } from '../api/types';
import '../styles/app.css';
import { direction, loadLanguageOfAccount, loadPreferredLanguage, onLanguage, useLanguage } from '../i18n';
import { loadMe, SessionContext } from './session';
import { applyTheme, chosenTheme, rememberedTheme, themeOf } from './theme';
import { router } from './router';
import { installWorker } from './worker';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (tries, failure) => tries < 2 && failure instanceof Refusal && failure.isUnknown,
    },
  },
});

// Lists come sorted as the reader's language sorts them.
onLanguage(() => void queries.invalidateQueries());

function App({ me }: { me: Me }) {
  const language = useLanguage();
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={direction()}>
        <QueryClientProvider client={queries}>
          <SessionContext value={me}>
            <RouterProvider key={language} router={router} />
          </SessionContext>
        </QueryClientProvider>
      </DirectionProvider>
    </CSPProvider>
  );
}

async function start() {
  applyTheme(chosenTheme());
  const [me] = await Promise.all([loadMe(), loadPreferredLanguage()]);
  await loadLanguageOfAccount(me.account.language);
  if (rememberedTheme() === null) applyTheme(themeOf(me.account.theme) ?? 'system');
  const place = document.getElementById('app');
  if (place) createRoot(place).render(<StrictMode><App me={me} /></StrictMode>); // prettier-ignore
}

installWorker();
start().catch((failure: unknown) => {
  // Without an answer to "who am I" there is nothing to render; a 401 is already on its way to the sign-in.
  if (failure instanceof Refusal && failure.status === 401) return;
  const place = document.getElementById('app');
  if (place) place.textContent = failure instanceof Error ? failure.message : String(failure);
});
