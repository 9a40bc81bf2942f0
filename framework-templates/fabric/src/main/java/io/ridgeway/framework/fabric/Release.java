package io.ridgeway.framework.fabric;

import io.ridgeway.framework.fabric.channel.Level;
import io.ridgeway.model.deploy.Software;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The releases of Fabric that networks are built on, best first. */
public enum Release {
  V3("3.1", "3.1.1", Level.V3),
  /** The long-term release. */
  V2_5("2.5", "2.5.9", Level.V2_5);

  /** The contracts that networks can start from; of no release. */
  public static final Software CONTRACTS = new Software("fabric-contracts", "1");

  /** The state database that peers can have beside them; of no release. */
  public static final Software COUCHDB = new Software("couchdb", "3.5.2");

  private final String version;
  private final String software;
  private final Level level;

  Release(String version, String software, Level level) {
    this.version = version;
    this.software = software;
    this.level = level;
  }

  /** As an order names it: {@code 3.1}. */
  public String version() {
    return version;
  }

  /** What a channel may ask of its nodes from birth. */
  public Level level() {
    return level;
  }

  /** All of it: a network needs a peer's and an orderer's program of one release. */
  public Software software() {
    return new Software("fabric", software);
  }

  /** The same, and the contracts that a network can start from. */
  public Software softwareWithContracts() {
    return new Software("fabric-with-contracts", software);
  }

  /** The same of either, with peers that keep their state in CouchDB. */
  private static Software onCouch(Software of) {
    return new Software(of.name() + "-on-couchdb", of.version());
  }

  /** What a network runs on. */
  Software software(boolean contract, boolean couch) {
    Software plain = contract ? softwareWithContracts() : software();
    return couch ? onCouch(plain) : plain;
  }

  /** What can be run, each with the programs that it is made of. */
  Map<Software, Set<Software>> softwares() {
    Map<Software, Set<Software>> all = new LinkedHashMap<>();
    all.put(software(), Set.of(peer(), orderer()));
    all.put(softwareWithContracts(), Set.of(peer(), orderer(), CONTRACTS));
    all.put(onCouch(software()), Set.of(peer(), orderer(), COUCHDB));
    all.put(onCouch(softwareWithContracts()), Set.of(peer(), orderer(), CONTRACTS, COUCHDB));
    return all;
  }

  /** The peer's program. */
  public Software peer() {
    return new Software("fabric-peer", software);
  }

  /** The orderer's program. */
  public Software orderer() {
    return new Software("fabric-orderer", software);
  }

  /** The release of a program that says that it is of such a version: {@code 3.1.1}. */
  static Optional<Release> ofProgram(String version) {
    return Arrays.stream(values()).filter(r -> version.startsWith(r.version + ".")).findFirst();
  }

  static Optional<Release> of(String version) {
    return Arrays.stream(values()).filter(r -> r.version.equals(version)).findFirst();
  }
}
