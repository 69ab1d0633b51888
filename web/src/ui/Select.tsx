import type { ComponentProps } from 'react';
import { Icon } from './Icon';

/** The browser's own list, in our clothes. */
export function Select({ className = 'control', ...props }: ComponentProps<'select'>) {
  return (
    <span className="combo">
      <select className={className} {...props} />
      <span className="combo-mark">
        <Icon name="down" />
      </span>
    </span>
  );
}
