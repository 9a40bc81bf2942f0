package io.ridgeway.engine.network;

/**
 * An operator's word on whether a network's nodes carry other networks too.
 *
 * @param places how many guests it carries at most, 0 to 1000; those count as well that are deleted
 *     and still hold data there
 * @param open whether it takes new ones; those that it has stay
 */
public record Hosting(int places, boolean open) {
  private static final int MOST = 1000;

  public Hosting {
    if (places < 0 || places > MOST) {
      throw new IllegalArgumentException("places must be 0 to " + MOST);
    }
  }
}
