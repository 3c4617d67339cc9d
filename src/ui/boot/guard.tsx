/** Catches what no screen caught: says that the records are safe and offers the way back, instead of a white page. */
import { Component, type ComponentChildren } from 'preact';

export interface GuardProps {
  children: ComponentChildren;
  fallback: (reset: () => void) => ComponentChildren;
}

export class Guard extends Component<GuardProps, { failed: boolean }> {
  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override state = { failed: false };

  override render() {
    return this.state.failed ? this.props.fallback(() => this.setState({ failed: false })) : this.props.children;
  }
}
