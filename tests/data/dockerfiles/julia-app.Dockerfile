FROM julia:1.10
ENV JULIA_DEPOT_PATH=/opt/julia
COPY Project.toml Manifest.toml /code/
RUN julia --project=/work -e 'using Pkg; Pkg.instantiate(); Pkg.precompile()'
CMD ["julia", "--project=/work"]
