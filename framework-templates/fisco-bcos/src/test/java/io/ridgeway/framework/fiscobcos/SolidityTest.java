package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.fisco.bcos.sdk.v3.codec.ContractCodec;
import org.fisco.bcos.sdk.v3.contract.auth.contracts.AccountManager;
import org.fisco.bcos.sdk.v3.contract.auth.contracts.CommitteeManager;
import org.fisco.bcos.sdk.v3.contract.auth.contracts.ContractAuthPrecompiled;
import org.fisco.bcos.sdk.v3.contract.precompiled.consensus.ConsensusPrecompiled;
import org.fisco.bcos.sdk.v3.contract.precompiled.sysconfig.SystemConfigPrecompiled;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls, of applications and of governance, against the official SDK's own codec. */
class SolidityTest {
  private static final String ADDRESS = "0x00000000000000000000000000000000000a11ce";
  private static final NodeId NODE =
      TestKey.next(Cryptography.STANDARD, new SeededRandom("node")).id();

  private static ContractCodec official(Cryptography cryptography) {
    return new ContractCodec(
        new CryptoSuite(
            cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE),
        false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "note(string,string)            | 合同-7; ünï",
        "transfer(address,uint256)      | 0x00000000000000000000000000000000000a11ce;115792089237316195423570985008687907853269984665640564039457584007913129639935",
        "mixed(bool,string,int64,bytes) | true;a text that is a good deal longer than one word of the machine;-5;0x010203",
        "fixed(bytes32)                 | 0x4242424242424242424242424242424242424242424242424242424242424242",
        "small(uint8,int256)            | 255;-1",
        "nothing()                      | ''",
      })
  void isWhatTheSdkEncodes(String function, String args) throws Exception {
    for (Cryptography cryptography : Cryptography.values()) {
      List<String> list = args.isEmpty() ? List.of() : Arrays.asList(args.split("; ?", -1));
      assertThat(Solidity.call(cryptography, function, list))
          .isEqualTo(
              official(cryptography).encodeMethodByInterfaceFromString(function, sdks(list)));
    }
  }

  /** The SDK takes bytes in hex without 0x. */
  private static List<String> sdks(List<String> args) {
    return args.stream()
        .map(a -> a.startsWith("0x") && a.length() != 42 ? a.substring(2) : a)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transfer                  | 1              | function must be written with its types",
        "transfer(address,uint256) | 1              | function takes 2 arguments, and 1 are given",
        "f(address)                | 0x12           | argument 1 is no address: an address is 0x and 40 hex digits",
        "f(uint8)                  | 256            | argument 1 is no uint8: it is out of range",
        "f(uint8)                  | -1             | argument 1 is no uint8: it is out of range",
        "f(int8)                   | 128            | argument 1 is no int8: it is out of range",
        "f(bool)                   | yes            | argument 1 is no bool: true or false is",
        "f(bytes4)                 | 0x0102         | argument 1 is no bytes4: it has 2 bytes",
        "f(uint7)                  | 1              | argument 1 is no uint7: there is no such integer",
        "f(uint256[])              | 1              | argument 1 is no uint256[]: arguments of that type aren't taken here",
      })
  void saysWhatDoesNotFit(String function, String arg, String why) {
    assertThatThrownBy(() -> Solidity.call(Cryptography.STANDARD, function, List.of(arg)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void governanceWithChecksIsByProposals(Cryptography cryptography) throws Exception {
    Governance governance = new Governance(true);
    String committee = CommitteeManager.ABI;
    same(cryptography, committee, "createSetConsensusWeightProposal", governance.addSealer(NODE));
    same(cryptography, committee, "createSetConsensusWeightProposal", governance.addObserver(NODE));
    same(cryptography, committee, "createRmNodeProposal", governance.remove(NODE));
    same(cryptography, committee, "createSetSysConfigProposal", governance.compatibility("3.16.4"));
    same(
        cryptography,
        committee,
        "createResetAdminProposal",
        governance.administrator(ADDRESS, ADDRESS));
    assertThat(governance.addSealer(NODE).args()).contains("1");
    assertThat(governance.addObserver(NODE).args()).contains("0");
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void governanceWithoutChecksIsDirect(Cryptography cryptography) throws Exception {
    Governance governance = new Governance(false);
    String consensus = ConsensusPrecompiled.ABI;
    same(cryptography, consensus, "addSealer", governance.addSealer(NODE));
    same(cryptography, consensus, "addObserver", governance.addObserver(NODE));
    same(cryptography, consensus, "remove", governance.remove(NODE));
    same(
        cryptography,
        SystemConfigPrecompiled.ABI,
        "setValueByKey",
        governance.compatibility("3.16.4"));
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void accountsAndContractsAreFrozenAndLetGo(Cryptography cryptography) throws Exception {
    Governance governance = new Governance(true);
    for (boolean frozen : new boolean[] {true, false}) {
      Governance.Act account = governance.account(ADDRESS, frozen);
      same(cryptography, AccountManager.ABI, "setAccountStatus", account);
      assertThat(account.args()).containsExactly(ADDRESS, frozen ? "1" : "0");
      Governance.Act contract = governance.contract(ADDRESS, frozen);
      assertThat(contract.input(cryptography))
          .isEqualTo(
              official(cryptography)
                  .encodeMethodByInterfaceFromString(
                      "setContractStatus(address,uint8)", contract.args()));
      assertThat(ContractAuthPrecompiled.ABI).contains("setContractStatus");
    }
  }

  @Test
  void aChainWithoutChecksFreezesNothing() {
    assertThatThrownBy(() -> new Governance(false).account(ADDRESS, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("This chain checks no permissions");
    assertThatThrownBy(() -> new Governance(false).contract(ADDRESS, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void same(Cryptography cryptography, String abi, String method, Governance.Act act)
      throws Exception {
    assertThat(act.input(cryptography))
        .isEqualTo(official(cryptography).encodeMethodFromString(abi, method, act.args()));
  }
}
