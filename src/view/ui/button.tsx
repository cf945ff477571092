import type { ButtonHTMLAttributes } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `ink` is the one primary action, `line` has an edge, `plain` has none, `icon` is square and needs an aria-label. */
  look?: 'ink' | 'line' | 'plain' | 'icon';
}

const CLASS = { ink: 'btn btn-ink', line: 'btn btn-line', plain: 'btn', icon: 'btn btn-icon' };

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={className ? `${CLASS[look]} ${className}` : CLASS[look]} {...rest} />;
}
