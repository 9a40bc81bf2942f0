package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRouteBuilder;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy.TlsGateway;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NodeName;
import java.util.Map;

/** The routes by which a shared gateway finds a node. */
record TlsRoutes(TlsGateway gateway, NetworkId network, NodeName node) {

  /** The server name that leads to the port. */
  String host(Port port) {
    return port.name() + "." + node + "." + network + "." + gateway.domain();
  }

  TLSRoute route(Port port, String service, Map<String, String> labels) {
    return new TLSRouteBuilder()
        .withNewMetadata()
        .withName(service + "." + port.name())
        .withNamespace(Names.namespace(network))
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .addNewParentRef()
        .withNamespace(gateway.namespace())
        .withName(gateway.name())
        .withSectionName(gateway.listener())
        .endParentRef()
        .withHostnames(host(port))
        .addNewRule()
        .addNewBackendRef()
        .withName(service)
        .withPort(port.number())
        .endBackendRef()
        .endRule()
        .endSpec()
        .build();
  }
}
