package io.ridgeway.keys;

import io.ridgeway.keys.certificate.CertificateRecords;

class InMemoryCertificateRecordsTest extends CertificateRecordsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryCertificateRecords records = new InMemoryCertificateRecords(transactions);

  @Override
  protected CertificateRecords records() {
    return records;
  }

  @Override
  protected void rolledBack(Runnable work) {
    transactions.rolledBack(work);
  }
}
