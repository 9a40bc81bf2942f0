package io.ridgeway.store.key;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.keys.CertificateRecordsContract;
import io.ridgeway.keys.certificate.CertificateRecords;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.World;
import jakarta.inject.Inject;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class CertificateRecordsIT extends CertificateRecordsContract {
  @Inject CertificateRecords records;
  @Inject World world;

  @Override
  protected CertificateRecords records() {
    return records;
  }

  @Override
  protected void rolledBack(Runnable work) {
    world.rolledBack(work);
  }

  @Override
  protected void prepare(TenantId tenant, NetworkId network) {
    world.make(tenant, network);
  }
}
