package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ridgeway.framework.renderer.abi.AbiFunction;
import java.util.ArrayList;
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
  private static final ObjectMapper JSON = new ObjectMapper();
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
        "transfer(address,uint256)      |"
            + " 0x00000000000000000000000000000000000a11ce;115792089237316195423570985008687907853269984665640564039457584007913129639935",
        "mixed(bool,string,int64,bytes) | true;a text that is a good deal longer than one word of"
            + " the machine;-5;0x010203",
        "fixed(bytes32)                 |"
            + " 0x4242424242424242424242424242424242424242424242424242424242424242",
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

  /** Arrays and tuples, by an ABI that says what the signature says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "many(uint256[])                | [1,2,9007199254740993]",
        "none(string[])                 | []",
        "texts(string[],bool)           | [\"合同\",\"a text that is a good deal longer than one"
            + " word\"];true",
        "row(int64[3])                  | [-1,0,1]",
        "rows(uint8[2][])               | [[1,2],[3,4],[5,6]]",
        "nested(uint256[][])            | [[1],[],[2,3]]",
        "one((uint256,string))          | [7,\"合同\"]",
        "still((uint8,bool,address))    | [7,true,\"0x00000000000000000000000000000000000a11ce\"]",
        "list((string,uint256[])[],int8)| [[\"a\",[1,2]],[\"b\",[]]];-5",
        "deep((uint8,(string,bool)),address[]) |"
            + " [1,[\"x\",false]];[\"0x00000000000000000000000000000000000a11ce\"]",
      })
  void tuplesAndArraysAreWhatTheSdkEncodes(String function, String args) throws Exception {
    String abi = InterfaceJson.of(function);
    String name = function.substring(0, function.indexOf('('));
    List<String> list = Arrays.asList(args.split(";", -1));
    for (Cryptography cryptography : Cryptography.values()) {
      byte[] call = Solidity.call(cryptography, function, list);
      assertThat(call).isEqualTo(official(cryptography).encodeMethodFromString(abi, name, list));
      // What is returned is what was given, as the SDK would have written it.
      String returns = "f() returns " + function.substring(function.indexOf('('));
      String answer = AbiFunction.of(returns).answer(Arrays.copyOfRange(call, 4, call.length));
      ArrayNode given = JSON.createArrayNode();
      for (String arg : list) {
        given.add(arg.startsWith("[") ? JSON.readTree(arg) : JSON.getNodeFactory().textNode(arg));
      }
      JsonNode told =
          list.size() == 1
              ? JSON.createArrayNode().add(JSON.readTree(answer))
              : JSON.readTree(answer);
      assertThat(plain(told)).isEqualTo(plain(given));
    }
  }

  /** All leaves as texts: numbers are told in digits. */
  private static List<Object> plain(JsonNode array) {
    List<Object> all = new ArrayList<>();
    array.forEach(item -> all.add(item.isArray() ? plain(item) : item.asText()));
    return all;
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
        "transfer                  | 1              | function must be a signature",
        "transfer(address,uint256) | 1              | transfer takes 2 arguments, not 1",
        "f(address)                | 0x12           | args[0] must be an address: 0x and 40 hex"
            + " digits",
        "f(uint8)                  | 256            | args[0] is no uint8: 256",
        "f(uint7)                  | 1              | function must be a signature",
        "f(uint256[])              | 1              | args[0] must be a JSON array",
        "f((uint8,bool))           | [1]            | args[0] must have 2 items",
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
