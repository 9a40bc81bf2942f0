package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The CouchDB that a peer has beside it, over loopback, with a password that only the two know: the
 * peer as digits among its settings, CouchDB as their hash.
 *
 * <p>A peer's storage is shared: half for the state, rounded down, the rest for the ledger.
 */
final class StateDatabase {
  private static final String COUCHDB = "couchdb";
  private static final String DATA = "data";
  private static final String SETTINGS = "couchdb.ini";
  private static final String ARGUMENTS = "vm.args";
  private static final Port PORT = new Port(COUCHDB, 5984, Protocol.TCP, Exposure.NONE);
  private static final long CPU_MILLIS = 250;
  private static final long MEMORY_MIB = 512;

  private StateDatabase() {}

  /** What a peer needs with it. */
  static Resources with(Resources peer) {
    return peer.plus(new Resources(CPU_MILLIS, MEMORY_MIB, 0));
  }

  /** All ports at the peer's address, where a local city node has both. */
  static List<Port> with(List<Port> peer) {
    List<Port> all = new ArrayList<>(peer);
    all.add(PORT);
    return all;
  }

  /** What of the planned node is the peer's own. */
  static Resources ledger(PlannedNode node) {
    Resources all = node.resources();
    return new Resources(
        all.cpuMillis() - CPU_MILLIS, all.memoryMib() - MEMORY_MIB, all.storageGib() - state(node));
  }

  static List<Port> own(PlannedNode node) {
    return node.ports().stream().filter(port -> !port.equals(PORT)).toList();
  }

  private static long state(PlannedNode node) {
    return node.resources().storageGib() / 2;
  }

  /** The peer's settings with the password, as a secret. */
  static SecretFile settings(String name, KeyId password, String text) {
    return new SecretFile(name, password, SecretFile.Format.HEX, Optional.of(text));
  }

  static Sidecar sidecar(NetworkId network, PlannedNode node, KeyId password, Templates templates) {
    Map<String, Object> values =
        Map.of(
            "node", node.name().value(), "port", PORT.number(), "uuid", uuid(network, node.name()));
    return new Sidecar(
        COUCHDB,
        Release.COUCHDB,
        List.of("-couch_ini", Symbols.secret(SETTINGS)),
        // A dump of a crash would hold what CouchDB knows.
        Map.of("COUCHDB_ARGS_FILE", Symbols.file(ARGUMENTS), "ERL_CRASH_DUMP_SECONDS", "0"),
        List.of(new ConfigFile(ARGUMENTS, templates.render("vm.args.vm", values))),
        List.of(
            new SecretFile(
                SETTINGS,
                password,
                SecretFile.Format.PASSWORD_HASH,
                Optional.of(templates.render("couchdb.ini.vm", values)))),
        List.of(new Volume(DATA, Math.toIntExact(state(node)))),
        List.of(PORT),
        new Probes(Optional.of(new Probe.HttpGet(COUCHDB, "/_up")), Optional.empty()),
        new Resources(CPU_MILLIS, MEMORY_MIB, state(node)));
  }

  /** By which CouchDB knows itself; without one it would write one into its settings. */
  private static String uuid(NetworkId network, NodeName node) {
    byte[] name = (network + "/" + node).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString().replace("-", "");
  }
}
