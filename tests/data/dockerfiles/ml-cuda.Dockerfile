FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04
ENV DEBIAN_FRONTEND=noninteractive TZ=Etc/UTC
RUN apt-get update && apt-get install -y python3-pip git-lfs ffmpeg libsm6 libxext6
RUN pip3 install torch==2.3.0 --index-url https://download.example.org/whl/cu121
RUN pip3 install transformers accelerate "bitsandbytes>=0.43"
RUN python3 -c "from transformers import AutoModel; AutoModel.from_pretrained('tiny')"
COPY serve.py .
CMD ["python3", "serve.py"]
