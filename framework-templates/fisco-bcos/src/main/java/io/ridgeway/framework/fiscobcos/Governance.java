package io.ridgeway.framework.fiscobcos;

import java.util.List;

/**
 * The calls by which a running chain is changed, to the contracts that every node has built in.
 *
 * <p>Where the chain checks permissions, its members and its configuration change by proposals of
 * its committee alone; of the one governor that a chain is born with, a proposal is the decision.
 * Without checks anybody may, so only chains that check are governed in earnest.
 *
 * @param authCheck whether the chain checks permissions
 */
record Governance(boolean authCheck) {
  private static final String SYSTEM = "0x0000000000000000000000000000000000001000";
  private static final String CONSENSUS = "0x0000000000000000000000000000000000001003";
  static final String CONTRACTS = "0x0000000000000000000000000000000000001005";
  private static final String COMMITTEE = "0x0000000000000000000000000000000000010001";
  static final String ACCOUNTS = "0x0000000000000000000000000000000000010003";

  /** How many blocks a proposal may wait for votes; as the SDK has it. */
  private static final String WAITING = "604800";

  /** Why nothing is frozen without checks. */
  static final String UNCHECKED =
      "This chain checks no permissions, so nothing on it can be frozen; that is settled when a"
          + " chain is born (authCheck).";

  private static final String WEIGHT = "1";
  private static final String FROZEN = "1";
  private static final String NORMAL = "0";

  /**
   * A call.
   *
   * @param to the contract
   * @param function with its types
   */
  record Act(String to, String function, List<String> args) {
    byte[] input(Cryptography cryptography) {
      return Solidity.call(cryptography, function, args);
    }
  }

  /** Has a node keep the chain without a vote; also what a sealer becomes before it goes. */
  Act addObserver(NodeId node) {
    return authCheck
        ? weigh(node, "0")
        : new Act(CONSENSUS, "addObserver(string)", List.of(node.hex()));
  }

  /** Gives an observer that has kept up a vote. */
  Act addSealer(NodeId node) {
    return authCheck
        ? weigh(node, WEIGHT)
        : new Act(CONSENSUS, "addSealer(string,uint256)", List.of(node.hex(), WEIGHT));
  }

  private static Act weigh(NodeId node, String weight) {
    return new Act(
        COMMITTEE,
        "createSetConsensusWeightProposal(string,uint32,bool,uint256)",
        List.of(node.hex(), weight, "true", WAITING));
  }

  /** Takes a node out of the chain. */
  Act remove(NodeId node) {
    return authCheck
        ? new Act(COMMITTEE, "createRmNodeProposal(string,uint256)", List.of(node.hex(), WAITING))
        : new Act(CONSENSUS, "remove(string)", List.of(node.hex()));
  }

  /** Raises the rules by which blocks are made, once every node can keep them. */
  Act compatibility(String version) {
    return authCheck
        ? new Act(
            COMMITTEE,
            "createSetSysConfigProposal(string,string,uint256)",
            List.of("compatibility_version", version, WAITING))
        : new Act(
            SYSTEM, "setValueByKey(string,string)", List.of("compatibility_version", version));
  }

  /** Stops an account from sending anything, or lets it again; signed by the governor. */
  Act account(String address, boolean frozen) {
    checked();
    return new Act(
        ACCOUNTS, "setAccountStatus(address,uint8)", List.of(address, frozen ? FROZEN : NORMAL));
  }

  /**
   * Makes the governor a contract's administrator, which comes before {@link #contract}: at first
   * it is who deployed it.
   */
  Act administrator(String governor, String contract) {
    checked();
    return new Act(
        COMMITTEE,
        "createResetAdminProposal(address,address,uint256)",
        List.of(governor, contract, WAITING));
  }

  /** Stops a contract, or lets it go on; signed by its administrator. */
  Act contract(String address, boolean frozen) {
    checked();
    return new Act(
        CONTRACTS, "setContractStatus(address,uint8)", List.of(address, frozen ? FROZEN : NORMAL));
  }

  private void checked() {
    if (!authCheck) {
      throw new IllegalArgumentException(UNCHECKED);
    }
  }
}
