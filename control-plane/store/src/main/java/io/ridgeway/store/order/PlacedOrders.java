package io.ridgeway.store.order;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.order.Order;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.sql.Faults;
import io.ridgeway.store.sql.Rows;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class PlacedOrders extends Rows<OrderEntity, Order> {
  void insert(Order order) {
    try {
      add(OrderEntity.of(order));
    } catch (RuntimeException e) {
      if (!Faults.isTwice(e)) {
        throw e;
      }
      throw new Refusal(
          ProblemType.CONFLICT,
          "Quote "
              + order.quote()
              + " was ordered already. To order another network, ask for a new quote.");
    }
  }

  Optional<Order> find(OrderId id) {
    return record(find("id", id.value()));
  }

  Optional<Order> of(OperationId operation) {
    return record(find("operation", operation.value()));
  }

  Page<Order> list(Page.Request page) {
    return newest(page);
  }

  @Override
  protected Order record(OrderEntity row) {
    return row.order();
  }
}
