package io.ridgeway.gateway;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pack that only knows how to talk to its networks.
 *
 * @param gatewayKey with which its nodes let the gateway in, if they ask for a name
 * @param named as whom clients were opened
 */
record FakePack(LedgerClient client, Optional<String> gatewayKey, List<Administrators> named)
    implements FrameworkPack {
  /** Of nodes that answer anybody. */
  FakePack(LedgerClient client) {
    this(client, Optional.empty(), new ArrayList<>());
  }

  @Override
  public LedgerClient client(LedgerEndpoints endpoints, Administrators administrators) {
    named.add(administrators);
    return client;
  }

  @Override
  public LedgerClient client(LedgerEndpoints endpoints) {
    return client;
  }

  @Override
  public PackDescriptor descriptor() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Violation> check(NetworkSpec spec) {
    throw new UnsupportedOperationException();
  }

  @Override
  public NetworkPlan plan(NetworkSpec spec, Roster roster) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Software> software(NetworkSpec spec) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BirthRecord birth(BirthInput input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Deployment> render(RenderInput input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FrameworkDriver driver() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String account(String publicKey) {
    throw new UnsupportedOperationException();
  }
}
