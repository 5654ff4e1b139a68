"""Words around a name: those that say nothing, those about old and new, and places that are elsewhere."""


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(line.split()) for line in text.strip().splitlines())


FORMER_WORDS = _phrases("""
cu
truoc day
truoc kia
ngay truoc
hoi truoc
truoc sap nhap
truoc khi sap nhap
truoc khi nhap
khi chua sap nhap
chua sap nhap
""")
PRESENT_WORDS = _phrases("""
moi
moi thanh lap
moi sap nhap
sau sap nhap
sau khi sap nhap
""")

# Words after which "tỉnh" alone can only be the province's own body.
OFFICE_WORDS = _phrases("""
phat ngon
npn
chu tich
lanh dao
""")

FILLERS = (
    FORMER_WORDS
    | PRESENT_WORDS
    | _phrases("""
nguoi phat ngon
nguoi phat ngon bao chi
phat ngon vien
nguoi phat ngon chinh thuc
nguoi duoc uy quyen phat ngon
nguoi duoc uy quyen
nguoi phu trach phat ngon
nguoi phu trach bao chi
nguoi dai dien phat ngon
phat ngon
phu trach
dau moi
dau moi bao chi
cung cap thong tin
cung cap thong tin cho bao chi
tra loi bao chi
bao chi
npn
nguoi
ai
la
la ai
ten
ten gi
ho ten
ho va ten
chuc vu
chuc danh
so
so dien thoai
so dt
so dthoai
so may
so di dong
so lien he
so lien lac
so cua
so ban
dien thoai
dien thoai ban
di dong
dt
sdt
dthoai
so hotline
hotline
duong day nong
email
mail
e mail
gmail
hop thu
dia chi
thong tin
thong tin lien he
thong tin cua
lien he
lien lac
lh
goi
goi cho
gap
hoi
hoi ve
cho hoi
cho em hoi
cho toi hoi
cho minh hoi
cho
cho toi
cho em
cho minh
cho chau
toi
em
minh
chau
tui
tao
xin
xin so
xin hoi
xin phep
xin cho biet
cho biet
biet
can
can co
can biet
can tim
can gap
muon
muon hoi
muon biet
muon tim
muon gap
tim
tim kiem
tra cuu
tra
kiem tra
lay
giup
giup em
giup toi
giup minh
gium
dum
ho
voi
voi a
nhe
nha
nhen
nhi
ne
di
vay
the
the nao
day
do
a
ah
oi
ad
admin
bot
bac
anh
chi
anh chi
anh chi oi
ban oi
chao
xin chao
alo
hello
hi
cam on
cam on nhieu
cam on a
thanks
tks
ok
duoc khong
dc ko
dc khong
duoc
duoc a
khong
ko
k
hien nay
hien tai
hien gio
bay gio
hom nay
nam nay
thi
ma
cua
thuoc
ben
o
tai
ve
den
toi cac
voi lai
hay
hoac
so sanh
nao
gi
gi a
bao nhieu
bn
lanh dao
dong chi
ong
ba
giam doc
pho giam doc
chu tich
pho chu tich
chanh
pho chanh
truong ban
pho truong ban
thu truong
nguoi dung dau
dung dau
co quan
don vi
dia phuong
lam viec voi
lam viec
dang ky lam viec
dang ky
phong van
gui cau hoi
phong vien
pv
nha bao
em la phong vien
toi la phong vien
de phong van
de lam viec
de lien he
de hoi
de
danh ba
danh sach
list
tinh
tinh lai chau
lai chau
tinh nha
tinh minh
gap gap
kieu gi
contact
o dau
dau
lam sao
bang cach nao
cach nao
nhu the nao
ntn
chinh thuc
cu the
khan
nhanh
con
hay la
chinh xac
moi nhat
nay
""")
)
LONGEST_FILLER = 7

# Other provinces, before and after the mergers of 2025, and bodies of the centre: not this directory's.
ELSEWHERE = _phrases("""
an giang
ba ria
vung tau
bac giang
bac kan
bac lieu
bac ninh
ben tre
binh dinh
binh duong
binh phuoc
binh thuan
ca mau
can tho
cao bang
da nang
dak lak
dac lac
dak nong
dien bien
dong nai
dong thap
gia lai
ha giang
ha nam
ha noi
ha tinh
hai duong
hai phong
hau giang
hoa binh
hung yen
khanh hoa
kien giang
kon tum
lam dong
lang son
lao cai
long an
nam dinh
nghe an
ninh binh
ninh thuan
phu tho
phu yen
quang binh
quang nam
quang ngai
quang ninh
quang tri
soc trang
son la
tay ninh
thai binh
thai nguyen
thanh hoa
thua thien hue
hue
tien giang
tra vinh
tuyen quang
vinh long
vinh phuc
yen bai
ho chi minh
hcm
tphcm
sai gon
sg
sa pa
sapa
trung uong
chinh phu
quoc hoi
ca nuoc
toan quoc
trung quoc
viet nam
tinh uy
""")
LONGEST_ELSEWHERE = 3
