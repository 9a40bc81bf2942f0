package io.ridgeway.adapter.local;

import io.ridgeway.adapter.conformance.CloudAdapterContract;
import io.ridgeway.adapter.conformance.TestCityNode;

class LocalCloudAdapterIT extends CloudAdapterContract {
  @Override
  protected TestCityNode newCityNode() throws Exception {
    return new LocalTestCityNode();
  }
}
