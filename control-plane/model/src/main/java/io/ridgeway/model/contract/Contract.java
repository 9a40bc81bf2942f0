package io.ridgeway.model.contract;

import io.ridgeway.model.deploy.ForeignCode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One version of a contract that a network runs, or is to run.
 *
 * @param number tells it from every other version of every contract of the network, for good: its
 *     services are named by it
 * @param name as applications call it
 * @param version for people; each version of a contract has its own
 * @param sequence 1 for the first version of that name, one more for each that took its place
 * @param endorsement who must answer alike before a transaction counts; empty for what the ledger
 *     asks of all contracts
 * @param code what its services run
 * @param collections who gets which of its private data, in its framework's own form; empty if it
 *     says nothing of that
 */
public record Contract(
    int number,
    String name,
    String version,
    int sequence,
    Optional<Endorsement> endorsement,
    ForeignCode code,
    Optional<String> collections) {
  /**
   * The stem that stands in a network's roster for all its contracts: their numbers, each with how
   * far it has come. Which nodes run a contract is its pack's to plan.
   */
  public static final String STEM = "contract";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*");
  private static final int LONGEST_NAME = 36;
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]{0,31}");

  /** One that says nothing of private data. */
  public Contract(
      int number,
      String name,
      String version,
      int sequence,
      Optional<Endorsement> endorsement,
      ForeignCode code) {
    this(number, name, version, sequence, endorsement, code, Optional.empty());
  }

  public Contract {
    checkName(name);
    checkVersion(version);
    if (number < 1 || sequence < 1) {
      throw new IllegalArgumentException("A contract's number and sequence count from 1.");
    }
  }

  /**
   * Checks a contract's name.
   *
   * @throws IllegalArgumentException with what a name must be
   */
  public static void checkName(String name) {
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A contract's name has 1 to "
              + LONGEST_NAME
              + " letters and digits, with single - or _ between them: trade-book.");
    }
  }

  /**
   * Checks a contract's version.
   *
   * @throws IllegalArgumentException with what a version must be
   */
  public static void checkVersion(String version) {
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "A contract's version has 1 to 32 letters, digits and _ . + -, a letter or digit first:"
              + " 1.0.2.");
    }
  }

  /** For people: {@code trade-book 1.0.2}. */
  public String title() {
    return name + " " + version;
  }
}
