/** What units and streets are called; with the names of the divisions they make names as they are in life. */
export const DEPARTMENTS = [
  '人民政府', '教育局', '教育和体育局', '卫生健康委员会', '疾病预防控制中心', '人力资源和社会保障局', '财政局', '审计局', '统计局', '档案馆',
  '图书馆', '文化馆', '博物馆', '民政局', '司法局', '公证处', '自然资源和规划局', '生态环境局', '住房和城乡建设局', '交通运输局',
  '水利局', '农业农村局', '林业局', '商务局', '市场监督管理局', '应急管理局', '信访局', '医疗保障局', '行政审批服务局', '公共资源交易中心',
  '不动产登记中心', '融媒体中心', '人民医院', '中医医院', '妇幼保健院', '实验小学', '第一中学', '第二中学', '职业教育中心', '机关幼儿园',
  '社区卫生服务中心', '社会保险事业中心', '住房公积金管理中心', '退役军人事务局', '残疾人联合会', '妇女联合会', '科学技术协会', '气象局', '地震局', '粮食和物资储备局',
  '供销合作社', '机关事务服务中心', '大数据局', '投资促进局', '文化和旅游局', '城市管理局', '烟草专卖局', '老年大学', '青少年宫', '救助管理站',
];

export const STREETS = [
  '', '', '', '', '解放路', '建设路', '人民路', '和平街道', '文化路', '新华街道', '中山路', '胜利街道', '东风镇', '红旗街道', '青年路', '光明街道',
  '梧桐镇', '龙泉镇', '石桥镇', '沙河镇', '马家店', '柳林镇', '清泉街道', '凤凰镇', '双河镇', '白云街道', '长安街道', '永安镇', '太平镇', '黄山街道',
];

export const SITES = ['门户网站', '政务公开网', '信息网', '公共服务网', '官方网站', '便民服务平台'];

/** Persons of the trail: 40 × 50 names, some of them of several people. */
export const SURNAMES = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余'];
export const GIVEN = [
  '伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '秀英', '桂英', '建国', '建华', '志强', '海燕', '晓东', '晓红',
  '文静', '雪梅', '国庆', '玉兰', '春梅', '立新', '卫东', '红梅', '金凤', '凤英', '德明', '永强', '小平', '少华', '子涵', '雨欣', '浩然', '思远', '嘉怡', '一鸣', '若曦', '天宇', '佳琪', '俊杰', '欣怡',
];

/** Parts of names that people search for, of two and of three characters: common, of one place, and one that is nowhere. */
export function searchTerms(places, characters) {
  const cut = (words) => words.filter((word) => word.length >= characters).map((word) => word.slice(0, characters));
  const some = places.filter((_, n) => n % Math.ceil(places.length / 120) === 0);
  return [...new Set([...cut(DEPARTMENTS), ...cut(STREETS), ...cut(some), '饕餮饕'.slice(0, characters)])];
}
