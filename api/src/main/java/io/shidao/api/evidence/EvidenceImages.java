package io.shidao.api.evidence;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.gate.Gate;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * {@code /v1/evidence/{sha256}?why=…}: a picture by its digest, if something in the caller's scope shows it. The look is
 * recorded before the picture is given; nothing on the way may keep it. Behind a door of the gate. Thread-safe.
 */
public final class EvidenceImages extends AbstractHttpService {
    private static final ResponseHeaders HEADERS = ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.JPEG)
            .set(HttpHeaderNames.CACHE_CONTROL, "private, no-store")
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
            .build();

    private final EvidenceStore store;
    private final BlobStore blobs;
    private final AccessLog log;
    private final MeterRegistry meters;

    public EvidenceImages(EvidenceStore store, BlobStore blobs, AccessLog log, MeterRegistry meters) {
        this.store = store;
        this.blobs = blobs;
        this.log = log;
        this.meters = meters;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(CompletableFuture.supplyAsync(() -> look(context), context.blockingTaskExecutor()));
    }

    private HttpResponse look(ServiceRequestContext context) {
        Principal principal = Gate.principal(context).orElseThrow();
        Checks checks = new Checks();
        Sha256 image =
                checks.made("sha256", () -> new Sha256(Objects.requireNonNullElse(context.pathParam("sha256"), "")));
        String why = checks.text("why", Objects.requireNonNullElse(context.queryParam("why"), ""), 0, 200);
        checks.done();
        Payload picture = find(Objects.requireNonNull(image), principal.scope());
        log.record(principal, "evidence", image.hex(), why);
        meters.counter("api.evidence.looks").increment();
        return HttpResponse.of(HEADERS, HttpData.wrap(picture.toByteArray()));
    }

    private Payload find(Sha256 image, Scope scope) {
        if (!store.isReferenced(image, scope)) {
            throw Problem.notFound("picture", image.hex()).exception();
        }
        return blobs.find(image)
                .orElseThrow(() -> Problem.notFound("picture", image.hex()).exception());
    }
}
