package io.ridgeway.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Looks through the ledger of a firm's network in a browser: its blocks, a contract that is made
 * and called, and what an ABI makes of that.
 */
record ExplorerWalk(Page firm, Browsing browsing, String network, String secret) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The digest of {@code Told(uint256)}. */
  private static final String TOLD =
      "d5e135d72d7c3cd8676df048b67e73fa02e295234e3794fd0e00cc6b9e38b386";

  /** Whatever it is called with, it tells {@code Told(42)}. */
  private static final String CODE =
      "0x602c600c600039602c6000f3" + "602a600052" + "7f" + TOLD + "60206000a100";

  /** {@code tell("Harbour")}, as ethers writes it. */
  private static final String CALL =
      "0x0252483c00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000007486172626f757200000000000000000000000000000000000000000000000000";

  private static final String ABI =
      "[{\"type\":\"function\",\"name\":\"tell\",\"inputs\":[{\"name\":\"words\",\"type\":\"string\"}]},"
          + "{\"type\":\"event\",\"name\":\"Told\",\"inputs\":[{\"name\":\"value\",\"type\":\"uint256\"}]}]";

  void walk() {
    firm.navigate(network);
    String endpoint = firm.textContent("#endpoint").strip();
    String account = ask(endpoint, "eth_accounts", List.of()).path(0).asText();
    String made = send(endpoint, Map.of("from", account, "data", CODE));
    String contract = receipt(endpoint, made).path("contractAddress").asText();
    String called =
        send(endpoint, Map.of("from", account, "to", contract, "data", CALL, "gas", "0xffff"));
    JsonNode receipt = receipt(endpoint, called);
    assertThat(receipt.path("logs")).hasSize(1);

    blocks(Long.decode(receipt.path("blockNumber").asText()), called);
    decoded(contract, called);
    searches(made, contract);
  }

  private void blocks(long block, String transaction) {
    firm.navigate(network);
    firm.click("#explorer-of");
    firm.waitForSelector("#blocks");
    assertThat(firm.locator("#blocks tbody tr").count()).isBetween(2, 20);
    browsing.shoot(firm, "explorer");
    String seen = firm.getAttribute("#explorer-live", "data-height");
    // It follows the newest block by itself.
    firm.waitForCondition(
        () -> !seen.equals(firm.getAttribute("#explorer-live", "data-height")),
        new Page.WaitForConditionOptions().setTimeout(RunningRidgeway.PATIENCE.toMillis()));
    firm.fill("#explorer-q", Long.toString(block));
    firm.click("#explorer-find");
    firm.waitForSelector("#block[data-block='" + block + "']");
    browsing.shoot(firm, "explorer-block");
    firm.click("#transactions a:has-text('" + transaction + "')");
    firm.waitForSelector("#transaction[data-status=COMMITTED]");
    assertThat(firm.locator("#not-decoded").count()).isEqualTo(1);
    assertThat(firm.textContent("#input")).isEqualTo(CALL);
  }

  private void decoded(String contract, String transaction) {
    firm.click("#not-decoded a");
    assertThat(firm.inputValue("#interface-address")).isEqualTo(contract);
    firm.fill("#interface-name", "teller");
    firm.fill("#interface-abi", "[");
    firm.click("#interface-submit");
    firm.waitForSelector("#problem");
    assertThat(firm.textContent("#problem-detail")).contains("no JSON");
    firm.fill("#interface-abi", ABI);
    firm.click("#interface-submit");
    firm.waitForSelector("#functions");
    assertThat(firm.textContent("#functions")).contains("tell(string words)");
    browsing.shoot(firm, "explorer-contract");
    firm.fill("#explorer-q", transaction);
    firm.click("#explorer-find");
    firm.waitForSelector("#transaction");
    assertThat(firm.textContent("#call")).contains("tell(string words)", "Harbour");
    assertThat(firm.textContent("#events")).contains("Told(uint256 value)", "42", "teller");
    browsing.shoot(firm, "explorer-transaction");
  }

  private void searches(String made, String contract) {
    firm.fill("#explorer-q", made);
    firm.click("#explorer-find");
    firm.waitForSelector("#created:has-text('" + contract + "')");
    firm.fill("#explorer-q", "999999999");
    firm.click("#explorer-find");
    firm.waitForSelector("[data-problem=not-found]");
    firm.fill("#explorer-q", "no such thing");
    firm.click("#explorer-find");
    firm.waitForSelector("[data-problem=invalid]");
    firm.fill("#explorer-q", contract);
    firm.click("#explorer-find");
    firm.waitForSelector("#contract-address:has-text('" + contract + "')");
  }

  private String send(String endpoint, Map<String, String> transaction) {
    return ask(endpoint, "eth_sendTransaction", List.of(transaction)).asText();
  }

  private JsonNode receipt(String endpoint, String transaction) {
    RunningRidgeway.await(
        transaction + " is in a block",
        () -> ask(endpoint, "eth_getTransactionReceipt", List.of(transaction)).isObject());
    return ask(endpoint, "eth_getTransactionReceipt", List.of(transaction));
  }

  private JsonNode ask(String endpoint, String method, List<?> params) {
    var answer =
        firm.request()
            .post(
                endpoint,
                RequestOptions.create()
                    .setHeader("X-Api-Key", secret)
                    .setData(
                        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params)));
    try {
      JsonNode body = JSON.readTree(answer.text());
      assertThat(body.has("error")).as(answer.text()).isFalse();
      return body.path("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
