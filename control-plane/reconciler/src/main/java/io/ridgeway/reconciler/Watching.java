package io.ridgeway.reconciler;

import io.ridgeway.model.NetworkId;

/** What passes remember of networks between them, to tell what one look can't. */
record Watching(Growth growth, Endorsing endorsing, Forecast forecast, Occupancy occupancy) {
  Watching() {
    this(new Growth(), new Endorsing(), new Forecast(), new Occupancy());
  }

  void forget(NetworkId network) {
    growth.forget(network);
    endorsing.forget(network);
    forecast.forget(network);
    occupancy.forget(network);
  }
}
