package io.shidao.api.imports;

import io.grpc.stub.StreamObserver;
import io.shidao.api.page.Page;
import io.shidao.api.registry.RegistryStore;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.CancelPhotoImportRequest;
import io.shidao.proto.api.v1.GetPhotoImportRequest;
import io.shidao.proto.api.v1.ImportServiceGrpc;
import io.shidao.proto.api.v1.ImportTraineesRequest;
import io.shidao.proto.api.v1.ImportTraineesResponse;
import io.shidao.proto.api.v1.ListPhotoImportItemsRequest;
import io.shidao.proto.api.v1.ListPhotoImportItemsResponse;
import io.shidao.proto.api.v1.ListPhotoImportsRequest;
import io.shidao.proto.api.v1.ListPhotoImportsResponse;
import io.shidao.proto.api.v1.PhotoImport;
import io.shidao.proto.api.v1.PhotoImportItem;
import io.shidao.proto.api.v1.StartPhotoImportRequest;
import io.shidao.proto.api.v1.UploadPhotoPartRequest;
import java.time.Clock;

/** ImportService: many people at once, within the caller's scope. Blocks. Thread-safe. */
public final class ImportDoor extends ImportServiceGrpc.ImportServiceImplBase {
    private final TraineeImports trainees;
    private final PhotoImports photos;

    /** What imports are kept in. */
    public record Stores(ImportStore people, PhotoImportStore photos, RegistryStore registry, BlobStore blobs) {}

    /** @param poke called when photos may be worked off */
    public ImportDoor(Stores stores, DataKey key, Runnable poke, Clock clock) {
        this.trainees = new TraineeImports(stores.people(), stores.registry(), key, clock);
        this.photos = new PhotoImports(stores.photos(), stores.registry(), stores.blobs(), poke, clock);
    }

    @Override
    public void importTrainees(ImportTraineesRequest request, StreamObserver<ImportTraineesResponse> answer) {
        answer(trainees.run(request), answer);
    }

    @Override
    public void startPhotoImport(StartPhotoImportRequest request, StreamObserver<PhotoImport> answer) {
        answer(photos.start(request), answer);
    }

    @Override
    public void uploadPhotoPart(UploadPhotoPartRequest request, StreamObserver<PhotoImport> answer) {
        answer(photos.upload(request), answer);
    }

    @Override
    public void cancelPhotoImport(CancelPhotoImportRequest request, StreamObserver<PhotoImport> answer) {
        answer(photos.cancel(request.getImportId()), answer);
    }

    @Override
    public void getPhotoImport(GetPhotoImportRequest request, StreamObserver<PhotoImport> answer) {
        answer(photos.get(request.getImportId()), answer);
    }

    @Override
    public void listPhotoImports(ListPhotoImportsRequest request, StreamObserver<ListPhotoImportsResponse> answer) {
        Page<PhotoImport> page = photos.list(request);
        answer(
                ListPhotoImportsResponse.newBuilder()
                        .addAllImports(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void listPhotoImportItems(
            ListPhotoImportItemsRequest request, StreamObserver<ListPhotoImportItemsResponse> answer) {
        Page<PhotoImportItem> page = photos.items(request);
        answer(
                ListPhotoImportItemsResponse.newBuilder()
                        .addAllItems(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
