package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.bsn.Reply;
import io.ridgeway.gateway.bsn.Request;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.List;

/** Applications' orders to be told events; what the sections have in common, and their lists. */
final class BsnEvents {
  private final Callbacks callbacks;

  BsnEvents(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  /** Takes an order for a contract's events, or for blocks. */
  ObjectNode order(
      BsnCalls.Call call, Request request, CallbackKind kind, String contract, String event) {
    for (String kept : List.of(contract, event, request.text("attachArgs"))) {
      if (kept.indexOf(0) >= 0) {
        throw new Refusal(
            ProblemType.INVALID, "What is ordered must not hold the character U+0000.");
      }
    }
    return Reply.object()
        .put(
            "eventId",
            callbacks.register(
                call.application().id(),
                new Callbacks.Wanted(
                    kind, request.text("notifyUrl"), contract, event, request.text("attachArgs"))));
  }

  /** As Fabric's section lists them. */
  ArrayNode ofFabric(BsnCalls.Call call) {
    Application application = call.application();
    ArrayNode all = Reply.array();
    for (Callbacks.Standing one : callbacks.list(application.id())) {
      all.addObject()
          .put("eventId", one.id())
          .put("eventKey", one.wanted().event())
          .put("notifyUrl", one.wanted().url())
          .put("attachArgs", one.wanted().attachment())
          .put("createTime", one.since().toString())
          .put("orgCode", application.organisation())
          .put("userCode", application.userCode())
          .put("appCode", application.appCode())
          .put("chainCode", one.wanted().contract())
          .put("eventType", one.wanted().kind() == CallbackKind.BSN_BLOCK ? "1" : "2");
    }
    return all;
  }

  /** As FISCO BCOS's section lists them: those of blocks, and those of contracts. */
  ObjectNode ofFisco(BsnCalls.Call call) {
    List<Callbacks.Standing> all = callbacks.list(call.application().id());
    ObjectNode body = Reply.object();
    ArrayNode blocks = body.putArray("blockEvent");
    ArrayNode contracts = body.putArray("contractEvent");
    for (Callbacks.Standing one : all) {
      boolean block = one.wanted().kind() == CallbackKind.BSN_BLOCK;
      ObjectNode entry =
          (block ? blocks : contracts)
              .addObject()
              .put("eventId", one.id())
              .put("appCode", call.application().appCode())
              .put("userCode", call.application().userCode())
              .put("notifyUrl", one.wanted().url())
              .put("attachArgs", one.wanted().attachment())
              .put("createTime", one.since().toString());
      if (!block) {
        entry.put("contractAddress", one.wanted().contract());
      }
    }
    return body;
  }

  ObjectNode end(BsnCalls.Call call, Request request) {
    callbacks.remove(call.application().id(), request.text("eventId"));
    return Reply.object();
  }
}
