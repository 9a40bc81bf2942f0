package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcMethodTest {
  private static final Chain CHAIN = new Chain("chain0", "group0", Cryptography.STANDARD, "");
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final String ADDRESS = "0x" + "cd".repeat(20);

  private static List<Object> read(String method, String params) {
    return RpcMethod.of(method).orElseThrow().read(params, CHAIN);
  }

  @Test
  void parametersAreReadAndWhatMayBeLeftOutIsFalse() {
    assertThat(read("getBlockNumber", "[\"group0\",\"\"]")).containsExactly("group0", "");
    assertThat(read("getBlockByNumber", "[\"group0\",\"\",7]"))
        .containsExactly("group0", "", 7L, false, false);
    assertThat(read("getBlockByHash", "[\"group0\",\"\",\"" + HASH + "\",true,false]"))
        .containsExactly("group0", "", HASH, true, false);
    assertThat(read("call", "[\"group0\",\"\",\"" + ADDRESS + "\",\"0x01020304\"]"))
        .containsExactly("group0", "", ADDRESS, "0x01020304");
    assertThat(read("getSystemConfigByKey", "[\"group0\",\"\",\"tx_count_limit\"]"))
        .containsExactly("group0", "", "tx_count_limit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "getBlockNumber   | ''                                | params of getBlockNumber are",
        "getBlockNumber   | {}                                | params of getBlockNumber are",
        "getBlockNumber   | [\"group0\"]                      | params of getBlockNumber are",
        "getBlockNumber   | [\"group0\",\"\",1]               | params of getBlockNumber are",
        "getBlockNumber   | [\"group0\",\"\"] x               | params are no JSON",
        "getBlockNumber   | [\"group1\",\"\"]                 | this chain's group, \"group0\"",
        "getBlockNumber   | [\"group0\",\"sealer-1\"]         | params[1] must be \"\"",
        "getBlockNumber   | [\"group0\",null]                 | params[1] must be \"\"",
        "getBlockByNumber | [\"group0\",\"\"]                 | params[2] is missing: a block's",
        "getBlockByNumber | [\"group0\",\"\",-1]              | params[2] must be a block's number",
        "getBlockByNumber | [\"group0\",\"\",1.5]             | params[2] must be a block's number",
        "getBlockByNumber | [\"group0\",\"\",\"1\"]           | params[2] must be a block's number",
        "getBlockByNumber | [\"group0\",\"\",9223372036854775808] | params[2] must be a block's",
        "getBlockByNumber | [\"group0\",\"\",1,0]             | params[3] must be true or false",
        "getTransaction   | [\"group0\",\"\",\"0xab\"]        | params[2] must be 0x and 64 hex",
        "getCode          | [\"group0\",\"\",\"0xab\"]        | params[2] must be an address",
        "sendTransaction  | [\"group0\",\"\",\"0xabc\"]       | params[2] must be 0x and an even",
        "sendTransaction  | [\"group0\",\"\",\"\"]            | params[2] must be 0x and an even",
        "getSystemConfigByKey | [\"group0\",\"\",\"a b\"]     | params[2] must be a setting's name"
      })
  void whatIsntTheMethodsIsRefusedByItsPlace(String method, String params, String why) {
    assertThatThrownBy(() -> read(method, params))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void noMethodTellsOfPeersOrChangesAnythingButByTransactions() {
    assertThat(Arrays.stream(RpcMethod.values()).map(RpcMethod::title))
        .doesNotHaveDuplicates()
        .noneMatch(title -> title.contains("Peers") || title.contains("NodeInfo"))
        .filteredOn(title -> !title.startsWith("get"))
        .containsExactlyInAnyOrder("call", "sendTransaction");
    assertThat(RpcMethod.of("getGroupPeers")).isEmpty();
  }
}
