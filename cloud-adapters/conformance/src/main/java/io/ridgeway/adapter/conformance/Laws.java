package io.ridgeway.adapter.conformance;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What each law is tried on: an empty city node and the names of two networks. */
abstract class Laws {
  static final NodeName A = NodeName.of("validator", 1);
  static final NodeName B = NodeName.of("validator", 2);
  static final NodeName C = NodeName.of("validator", 3);

  final NetworkId network = NetworkId.next();
  final NetworkId other = NetworkId.next();
  Bench bench;

  /** An empty city node, for one test. */
  protected abstract TestCityNode newCityNode() throws Exception;

  @BeforeEach
  final void openBench() throws Exception {
    bench = new Bench(newCityNode());
  }

  @AfterEach
  final void closeBench() {
    if (bench != null) {
      bench.close();
    }
  }
}
