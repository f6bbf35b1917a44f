FROM photon:5.0
RUN tdnf install -y nginx && tdnf clean all
