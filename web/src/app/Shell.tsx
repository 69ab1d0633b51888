import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { t, withWords } from '../i18n';
import { Icon } from '../ui/Icon';
import { Tips } from '../ui/Tips';
import { Toasts } from '../ui/Toasts';
import { closeQuickCustomer, openQuickCustomer, showPalette, showRail, showShortcuts, useLayers } from './layers';
import { useGuildDefaults } from './guild';
import { LookingIn } from './LookingIn';
import { useLive } from './live';
import { Offline } from './Offline';
import { keyName } from './key_names';
import { Rail } from './Rail';
import { useMay } from './session';
import { handleShortcut } from './shortcuts';

const loadPalette = () => withWords(import('./Palette')).then((module) => ({ default: module.Palette }));
const loadQuickCustomer = () => withWords(import('../features/quick-customer/QuickCustomer')).then((module) => ({ default: module.QuickCustomer }));
const Reminders = lazy(() => withWords(import('../features/activities/Reminders')).then((module) => ({ default: module.Reminders })));
const RailDialog = lazy(() => withWords(import('./RailDialog')).then((module) => ({ default: module.RailDialog })));
const Palette = lazy(loadPalette);
const Shortcuts = lazy(() => withWords(import('./Shortcuts')).then((module) => ({ default: module.Shortcuts })));
const QuickCustomer = lazy(loadQuickCustomer);

/** The frame around every page: the rail, the bar, and what lies above. */
export function Shell() {
  const createCustomers = useMay('customers.create');
  const remind = useMay('activities.create');
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => handleShortcut(event, { createCustomers });
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [createCustomers]);
  useGuildDefaults();
  useLive();
  useFetchAhead();
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <aside className="rail" aria-label={t('shell.menu')}>
        <Rail />
      </aside>
      <div className="sheet">
        <Bar createCustomers={createCustomers} />
        <Suspense>{remind && <Reminders />}</Suspense>
        <LookingIn />
        <Offline />
        <main id="page" tabIndex={-1} className="page">
          <Suspense fallback={<div className="loading" role="progressbar" aria-label={t('state.loading')} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <LayersAbove />
      <Tips />
      <Toasts />
    </div>
  );
}

/* What a key opens is fetched once the first page stands, so that nothing typed after the key is lost. */
function useFetchAhead() {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled([loadPalette(), loadQuickCustomer()]), 400);
    return () => clearTimeout(timer);
  }, []);
}

function Bar({ createCustomers }: { createCustomers: boolean }) {
  return (
    <header className="bar">
      <button type="button" className="button quiet icon narrow-only" aria-label={t('shell.menu')} onClick={() => showRail(true)}>
        <Icon name="menu" />
      </button>
      <button type="button" className="button palette-open" onClick={() => showPalette(true)}>
        <span>{t('shell.search_or_run')}</span>
        <kbd className="key wide-only">{navigator.userAgent.includes('Mac') ? '⌘K' : keyName('Ctrl K')}</kbd>
      </button>
      <span className="spacer" />
      {createCustomers && (
        <button type="button" className="button primary" onClick={() => openQuickCustomer()}>
          {t('quick.open')}
          <kbd className="key wide-only">C</kbd>
        </button>
      )}
    </header>
  );
}

function LayersAbove() {
  const layers = useLayers();
  return (
    <Suspense>
      {layers.rail && <RailDialog onClose={() => showRail(false)} />}
      {layers.palette && <Palette onClose={() => showPalette(false)} />}
      {layers.shortcuts && <Shortcuts onClose={() => showShortcuts(false)} />}
      {layers.quickCustomer && <QuickCustomer request={layers.quickCustomer} onClose={closeQuickCustomer} />}
    </Suspense>
  );
}
