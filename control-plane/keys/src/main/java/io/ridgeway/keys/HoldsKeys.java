package io.ridgeway.keys;

/** Holds opened keys in memory for a while; {@link WipeTimer} sees that it isn't for longer. */
public sealed interface HoldsKeys permits EnvelopeCustody, EnvelopeCredentials {
  /** Wipes what was held long enough. */
  void wipeExpired();

  /** Wipes everything held. */
  void wipe();
}
