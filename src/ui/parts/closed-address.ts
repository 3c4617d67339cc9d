/** Which addresses are closed to whoever looks: a button that leads there is not drawn, a row is only read. Nothing is closed unless a screen says so. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export const ClosedAddress = createContext((_href: string): boolean => false);

export function useClosedAddress(): (href: string) => boolean {
  return useContext(ClosedAddress);
}
