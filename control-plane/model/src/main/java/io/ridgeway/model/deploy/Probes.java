package io.ridgeway.model.deploy;

import java.util.Optional;

/**
 * How a program is asked whether it is well.
 *
 * @param alive it must be restarted if this stays no; never progress, or a halted chain could not
 *     come back
 * @param serves it may get callers while this is yes; it gates the RPC service only, never peer
 *     discovery
 */
public record Probes(Optional<Probe> alive, Optional<Probe> serves) {
  public static final Probes NONE = new Probes(Optional.empty(), Optional.empty());
}
