package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;

/**
 * Which chain it is.
 *
 * @param chain its id, which every transaction says
 * @param group of it
 */
public record ChainName(Cryptography cryptography, String chain, String group) {
  @Override
  public String toString() {
    return "chain " + chain + ", group " + group + ", " + cryptography.parameter();
  }
}
