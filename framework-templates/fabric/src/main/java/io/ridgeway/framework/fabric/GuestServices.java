package io.ridgeway.framework.fabric;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.util.List;
import java.util.Objects;

/**
 * What runs for a guest: the services of contracts that it brought, one for each of its host's
 * members. They are the guest's own, with keys and certificates of the guest's authority; the
 * host's peers have that authority's root in their packages and come to them over TLS.
 */
record GuestServices(RenderInput input) {

  /** The deployments, one per city node that has a service, sorted by city node. */
  List<Deployment> render() {
    BirthRecord birth = input.birth();
    return input.placement().cityNodes().stream()
        .map(
            at -> new Deployment(input.network(), at, workloads(at)).together(Born.isInside(birth)))
        .filter(deployment -> !deployment.workloads().isEmpty())
        .toList();
  }

  private List<Workload> workloads(CityNodeId at) {
    return input.plan().nodes().stream()
        .filter(node -> Objects.equals(input.placement().nodes().get(node.name()), at))
        .map(this::workload)
        .toList();
  }

  private Workload workload(PlannedNode node) {
    String guest = new GuestSpec(input.spec()).organisation();
    Viewpoint from = Born.from(input.birth(), input.placement());
    HostPort address = input.addresses().get(node.name(), Roles.SERVICE, from);
    String authority = input.identities().root(FabricIdentities.tlsAuthority(guest)).pem();
    return Contracts.own(
        node,
        contract(node),
        address,
        authority,
        FabricIdentities.guestTlsEnd(node.name(), guest, input.identities()));
  }

  private Contract contract(PlannedNode node) {
    return input.contracts().stream()
        .filter(contract -> contract.number() == node.name().number())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(node.name() + " has no contract to run"));
  }
}
