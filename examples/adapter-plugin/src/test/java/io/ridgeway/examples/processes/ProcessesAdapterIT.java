package io.ridgeway.examples.processes;

import io.ridgeway.adapter.conformance.CloudAdapterContract;
import io.ridgeway.adapter.conformance.TestCityNode;

/** The kit: this class is all that an author writes to run it. */
class ProcessesAdapterIT extends CloudAdapterContract {
  @Override
  protected TestCityNode newCityNode() throws Exception {
    return new ProcessesTestCityNode(new ProcessesProvider());
  }
}
