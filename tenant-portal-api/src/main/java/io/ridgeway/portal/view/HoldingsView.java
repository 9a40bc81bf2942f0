package io.ridgeway.portal.view;

import io.ridgeway.engine.member.HoldingDesk.Holdings;
import java.util.List;

/**
 * What a person could hold.
 *
 * @param items the newest first
 * @param complete false if they did so much that the oldest of it wasn't looked through
 */
public record HoldingsView(List<HoldingView> items, boolean complete) {
  /** Of who leaves: they aren't told any more. */
  public static final HoldingsView NOTHING = new HoldingsView(List.of(), true);

  public static HoldingsView of(Holdings h) {
    return new HoldingsView(h.items().stream().map(HoldingView::of).toList(), h.complete());
  }
}
