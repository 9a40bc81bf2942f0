package io.ridgeway.framework.fabric.chaincode;

import java.util.regex.Pattern;

/**
 * What the organisations of a channel agree on of a chaincode.
 *
 * @param name in the channel
 * @param version for people
 * @param sequence 1 for the first definition of that name, one more for each that took its place
 * @param collections its private data
 */
public record ChaincodeDefinition(
    String name,
    String version,
    long sequence,
    Endorsement endorsement,
    CollectionsConfig collections) {
  /** Fabric's own rules. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*");

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_.+-]+");
  private static final int LONGEST = 64;

  /** One without private data. */
  public ChaincodeDefinition(String name, String version, long sequence, Endorsement endorsement) {
    this(name, version, sequence, endorsement, CollectionsConfig.NONE);
  }

  public ChaincodeDefinition {
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A chaincode's name has letters and digits, with single - _ between them, and at most "
              + LONGEST
              + " characters.");
    }
    if (version.length() > LONGEST || !VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "A chaincode's version has letters, digits and _ . + -, and at most "
              + LONGEST
              + " characters.");
    }
    if (sequence < 1) {
      throw new IllegalArgumentException("A chaincode's sequence counts from 1.");
    }
  }
}
