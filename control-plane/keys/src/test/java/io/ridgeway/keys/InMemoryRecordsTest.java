package io.ridgeway.keys;

import org.junit.jupiter.api.Nested;

class InMemoryRecordsTest {
  private final InMemoryTransactions transactions = new InMemoryTransactions();

  @Nested
  class Keys extends KeyRecordsContract {
    private final KeyRecords records = new InMemoryKeyRecords(transactions);

    @Override
    protected KeyRecords records() {
      return records;
    }

    @Override
    protected void rolledBack(Runnable work) {
      transactions.rolledBack(work);
    }
  }

  @Nested
  class DataKeys extends DataKeyRecordsContract {
    private final DataKeyRecords records = new InMemoryDataKeyRecords(transactions);

    @Override
    protected DataKeyRecords records() {
      return records;
    }

    @Override
    protected void rolledBack(Runnable work) {
      transactions.rolledBack(work);
    }
  }
}
