package io.shidao.api.gate;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Enters calls that show people or their records in the access log, before the method runs. A console reads the same list
 * again with every event, so an entry stands for the same look of the same caller within the {@value #MINUTES} minutes
 * after it; which entries are that new is remembered up to a bound, and forgetting one only makes another entry. A look
 * at something that then is not found is entered too. Thread-safe.
 */
final class LookRecorder {
    static final int MINUTES = 5;

    private static final int MOST = 20_000;
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z0-9_]+)}");

    private final AccessLog log;
    private final Map<Look, Long> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Look, Long> eldest) {
            return size() > MOST;
        }
    };

    private record Look(String caller, String what, String object) {}

    LookRecorder(AccessLog log) {
        this.log = log;
    }

    static boolean concerns(Access access, Principal principal) {
        return access.getRecorded() || principal.caller().role() == Role.ROLE_AUDITOR;
    }

    /** The same listener, which records before it passes the request on. */
    <Q> ServerCall.Listener<Q> recording(
            ServerCall.Listener<Q> listener, Principal principal, MethodDescriptor<Q, ?> method) {
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onMessage(Q request) {
                record(principal, method.getFullMethodName(), object(method, request));
                super.onMessage(request);
            }
        };
    }

    private void record(Principal principal, String what, String object) {
        Look look = new Look(principal.caller().id(), what, object);
        long now = System.nanoTime();
        if (isRecent(look, now)) {
            return;
        }
        log.record(principal, what, object, "");
        synchronized (recent) {
            recent.remove(look);
            recent.put(look, now);
        }
    }

    private boolean isRecent(Look look, long now) {
        synchronized (recent) {
            Long before = recent.get(look);
            return before != null && now - before < TimeUnit.MINUTES.toNanos(MINUTES);
        }
    }

    /** What the path names; else the first id that the request narrows its list by; else nothing. */
    private static String object(MethodDescriptor<?, ?> method, Object request) {
        if (!(request instanceof Message message)
                || !(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema)) {
            return "";
        }
        HttpRule rule = schema.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.http);
        Matcher variable = VARIABLE.matcher(rule.getGet() + rule.getPost());
        if (variable.find()) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(variable.group(1));
            return field == null ? "" : shortened(String.valueOf(message.getField(field)));
        }
        return message.getDescriptorForType().getFields().stream()
                .filter(field -> field.getName().endsWith("_id") && !field.isRepeated())
                .map(field -> String.valueOf(message.getField(field)))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .map(LookRecorder::shortened)
                .orElse("");
    }

    /** What comes from outside, and is perhaps no id at all. */
    private static String shortened(String id) {
        String harmless = id.replaceAll("[^A-Za-z0-9_-]", "?");
        return harmless.length() <= 64 ? harmless : harmless.substring(0, 64);
    }
}
