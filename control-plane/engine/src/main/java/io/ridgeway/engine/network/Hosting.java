package io.ridgeway.engine.network;

import java.util.Optional;

/**
 * An operator's word on whether a network's nodes carry other networks too.
 *
 * @param places how many guests it carries at most, 0 to 1000; those count as well that are deleted
 *     and still hold data there
 * @param open whether it takes new ones; those that it has stay
 * @param window when what guests left may be removed from its nodes; by hand alone if empty
 * @param noContracts whether it takes no contracts that guests bring; those that run stay
 */
public record Hosting(int places, boolean open, Optional<Weekly> window, boolean noContracts) {
  private static final int MOST = 1000;

  public Hosting {
    if (places < 0 || places > MOST) {
      throw new IllegalArgumentException("places must be 0 to " + MOST);
    }
    // A row of before there were any has none.
    window = window == null ? Optional.empty() : window;
  }

  /** One that takes contracts. */
  public Hosting(int places, boolean open, Optional<Weekly> window) {
    this(places, open, window, false);
  }

  /** Without a window. */
  public Hosting(int places, boolean open) {
    this(places, open, Optional.empty());
  }

  /** The same with that window. */
  public Hosting with(Optional<Weekly> other) {
    return new Hosting(places, open, other, noContracts);
  }

  /** The same that takes contracts of guests, or takes none. */
  public Hosting takingContracts(boolean takes) {
    return new Hosting(places, open, window, !takes);
  }
}
