package io.shidao.api.problem;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a service method throws into a gRPC status, with the code as {@code google.rpc.ErrorInfo} in the details,
 * and into problem+json for a caller by REST. Thread-safe.
 */
public final class GrpcProblems implements GrpcExceptionHandlerFunction, UnframedGrpcErrorHandler {
    private static final AttributeKey<Problem> PROBLEM = AttributeKey.valueOf(GrpcProblems.class, "PROBLEM");
    private static final Metadata.Key<com.google.rpc.Status> DETAILS = Metadata.Key.of(
            "grpc-status-details-bin", ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));

    @Override
    public Status apply(RequestContext context, Status status, Throwable cause, Metadata metadata) {
        Problem problem =
                isExpected(cause) || status.getCode() == Status.Code.UNKNOWN ? Problems.of(cause) : Problems.of(status);
        context.setAttr(PROBLEM, problem);
        if (metadata.get(DETAILS) == null) {
            metadata.put(DETAILS, details(problem));
        }
        return Status.fromCode(problem.status()).withDescription(problem.detail());
    }

    private static boolean isExpected(@Nullable Throwable cause) {
        return cause instanceof ProblemException;
    }

    @Override
    public HttpResponse handle(ServiceRequestContext context, Status status, AggregatedHttpResponse response) {
        Problem problem = context.attr(PROBLEM);
        return ProblemResponses.of(problem != null ? problem : Problems.of(status));
    }

    private static com.google.rpc.Status details(Problem problem) {
        var status = com.google.rpc.Status.newBuilder()
                .setCode(problem.status().value())
                .setMessage(problem.detail())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("shidao")
                        .setReason(problem.code())
                        .build()));
        if (!problem.violations().isEmpty()) {
            var request = BadRequest.newBuilder();
            problem.violations()
                    .forEach(v -> request.addFieldViolationsBuilder()
                            .setField(v.field())
                            .setDescription(v.message()));
            status.addDetails(Any.pack(request.build()));
        }
        if (problem.retryAfterSeconds() > 0) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder().setSeconds(problem.retryAfterSeconds()))
                    .build()));
        }
        return status.build();
    }
}
